"""PostgreSQL: the two logs of a partition, and what is kept beside them."""
