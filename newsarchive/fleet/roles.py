"""The roles that a fleet's database knows: one that works, one that only looks."""

from sqlalchemy import Connection

WORKER, READER = "newsarchive_worker", "newsarchive_reader"
"""Groups, which no one logs in as: the owner of the schemas grants them to those who do."""
_MADE = """
DO $$
BEGIN
    IF to_regrole('{role}') IS NULL THEN
        CREATE ROLE {role} NOLOGIN;
    END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
    NULL;  -- another fleet of this cluster is being made
END
$$
"""
# Since version 16 who makes a role may grant it, but is not let to work as it by that alone.
_MAY_BE = """
SELECT pg_has_role(current_user, '{role}',
    CASE WHEN current_setting('server_version_num')::integer < 160000 THEN 'MEMBER' ELSE 'SET' END)
"""


def make_roles(connection: Connection) -> None:
    """Make the roles that are not there, and let who makes them work as each.

    :raises sqlalchemy.exc.ProgrammingError: a role is missing, and who is connected may make none
    """
    for role in (WORKER, READER):
        connection.exec_driver_sql(_MADE.format(role=role))
        if not connection.exec_driver_sql(_MAY_BE.format(role=role)).scalar_one():
            connection.exec_driver_sql(f"GRANT {role} TO CURRENT_USER")


def grant(connection: Connection, schema: str, *, kept: str = "") -> None:
    """Let the roles do in a schema what they are for; neither makes or changes a table.

    :param kept: tables, with commas between, whose rows only the owner changes
    """
    for statement in (
        f"GRANT USAGE ON SCHEMA {schema} TO {WORKER}, {READER}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO {WORKER}",
        f"GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO {READER}",
        f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA {schema} TO {WORKER}",
        f"REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA {schema} FROM PUBLIC",
        f"GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA {schema} TO {WORKER}",
        *([f"REVOKE INSERT, UPDATE, DELETE ON {kept} FROM {WORKER}"] if kept else []),
    ):
        connection.exec_driver_sql(statement)


def grant_looking(connection: Connection) -> None:
    """Let the reader say whose rows it reads."""
    for function in ("fleet.look(integer)", "fleet.shard_name(integer)"):
        connection.exec_driver_sql(f"GRANT EXECUTE ON FUNCTION {function} TO {READER}")
