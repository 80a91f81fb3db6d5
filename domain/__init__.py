"""What is true and what is allowed. Pure: no clock, no randomness, no input or output.

Each room has the same order: refusals, commands, events, state, `evolve`, decisions. A decision is
a function from a command and the states it looks at to the events that follow, or a refusal;
`evolve` never fails. Time and actor arrive in the command.
"""
