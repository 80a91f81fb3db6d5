"""The example city: real wijken of Amersfoort, and figures that are examples and say so."""
