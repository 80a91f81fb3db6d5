-- The roles and the database of an embedded server, by its superuser, connected to template1.
-- The owner migrates, and makes the role of each partition. The application connects as a role that
-- owns nothing. Repeatable.

SET client_min_messages = warning;

SELECT format('CREATE ROLE %I LOGIN', role)
  FROM (VALUES (:'owner'), (:'application')) AS wanted (role)
 WHERE to_regrole(role) IS NULL \gexec

ALTER ROLE :"owner" CREATEROLE;

-- Renaming costs nothing; making one more database would be most of a cold start.
SELECT format('ALTER DATABASE postgres RENAME TO %I', :'database')
 WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'database') \gexec

ALTER DATABASE :"database" OWNER TO :"owner";
REVOKE ALL ON DATABASE :"database" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"database" TO :"application";
