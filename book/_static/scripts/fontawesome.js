/* Empty on purpose: the theme would load half a megabyte of icon shapes here. The icons come from
   the cut fonts in vendor/fontawesome, so the page needs no script for them. */
