"""How a room handles an outage together: opening, working, updates, ending; what it is shown and reminded of; and the report
that is left. bot/features/incident.py tells what is meant; the incident itself and its rules are bot/incidents.py."""
