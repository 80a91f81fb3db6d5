"""`python -m domain.tally.kernel` compiles the kernel ahead: for an installation or an image."""

from domain.tally.kernel import compile_kernels

compile_kernels()
