"""Pages and API over one partition: what residents, staff and auditors see of the house."""
