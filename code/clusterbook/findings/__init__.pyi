from ._swept import swept as swept
