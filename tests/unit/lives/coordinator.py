"""The life of an appointment of a coordinator."""

from __future__ import annotations

from tests.scenarios.boardroom import Boardroom
from tests.unit.lives.board import there
from tests.unit.lives.life import LifeCycle

APPOINT = there(Boardroom.appoint_coordinator)
END = there(Boardroom.end_appointment)

LIFE = LifeCycle(
    name="coordinator",
    begin=Boardroom,
    states={
        "nobody": (),
        "appointed": (APPOINT,),
        "another": (there(lambda town: town.appoint_coordinator("tender-0")),),
        "ended": (APPOINT, END),
    },
    commands={"AppointCoordinator": APPOINT, "EndAppointment": END},
    table="""
        AppointCoordinator
            coordinator.appointed: nobody
            coordinator.already_appointed: appointed ended
            coordinator.overlap: another
        EndAppointment
            coordinator.appointment_unknown: nobody another
            coordinator.appointment_ended: appointed
            coordinator.appointment_over: ended
    """,
)
