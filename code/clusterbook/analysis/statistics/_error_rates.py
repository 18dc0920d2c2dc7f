"""The error rates by which tests are judged and studies planned, where nobody asks for others."""

LEVEL = 0.05
"""Chance of a finding where there is nothing."""

TARGET = 0.8
"""Power: chance of a finding where there is as much as is planned for."""
