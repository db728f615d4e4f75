"""What the walls ask about whoever asks: who she is, in which role she works, what it opens. Alike for all tables.

Who asks and as what are settings of the transaction; without them there is nobody, who holds no role. The role counts
where she holds it now, and no other of hers beside it. What each opens stands in three small tables, filled from the
pack.
"""

from shanyraq.access.rules import SHELL
from shanyraq.access.rules.forced import MAY, RIGHT

TABLES = (
    "CREATE TABLE walls.role (code text PRIMARY KEY, reach text NOT NULL)",
    # `turn` orders the rights, the strongest first; `reads` says whether it opens the full text
    "CREATE TABLE walls.role_right (role text, compartment text, turn smallint, means text, reads boolean)",
    "CREATE TABLE walls.role_word (role text, kind text, word text)",
)

_STAFF = "BEGIN RETURN nullif(current_setting('shq.actor', true), '')::uuid; END"
_IS_SYSTEM = "BEGIN RETURN coalesce(current_setting('shq.system', true), '') <> ''; END"
_IS_ACT = "BEGIN RETURN coalesce(current_setting('shq.act', true), '') <> ''; END"
_DISCIPLINE = "BEGIN RETURN (SELECT s.discipline FROM access_staffmember s WHERE s.id = walls.staff()); END"
_GRANTS = """
  SELECT g.role::text, r.reach, nullif(g.region, ''), nullif(g.centre, '')
  FROM access_rolegrant g JOIN walls.role r ON r.code = g.role
  WHERE g.staff_id = walls.staff() AND g.role = current_setting('shq.role', true)
    AND g.starts_at <= statement_timestamp()
    AND (g.ends_at IS NULL OR g.ends_at > statement_timestamp())
"""
_WORKS_AS = "BEGIN RETURN (SELECT g.role FROM walls.grants() g LIMIT 1); END"  # her role in all of its places
_IS_FORCED = "BEGIN RETURN coalesce(current_setting('shq.forced', true), '') <> ''; END"
# What a role opens, and what is left of it where somebody forces her (`rules.forced`).
_RIGHT_OF = f"""
BEGIN
  IF walls.is_forced() THEN
    RETURN CASE WHEN asked = '{SHELL}' AND asked = ANY (walls.words('readable')) THEN '{RIGHT}' ELSE '-' END;
  END IF;
  RETURN coalesce((
    SELECT r.means FROM walls.role_right r
    WHERE r.compartment = asked AND r.role IN (SELECT g.role FROM walls.grants() g)
    ORDER BY r.turn LIMIT 1), '-');
END"""  # noqa: S608 - words of ours
# The words of one kind that she has by her role.
_WORDS = f"""
BEGIN
  IF asked = 'readable' THEN
    RETURN ARRAY(SELECT DISTINCT r.compartment FROM walls.role_right r
      WHERE r.reads AND r.role IN (SELECT g.role FROM walls.grants() g)
        AND (r.compartment = '{SHELL}' OR NOT walls.is_forced())) || ARRAY['STAFF', 'SYSTEM'];
  ELSIF walls.is_forced() AND asked <> 'may' THEN
    RETURN ARRAY[]::text[];
  ELSIF asked = 'owns_only' THEN
    RETURN ARRAY(SELECT one FROM unnest(walls.words('own') || ARRAY(
        SELECT r.compartment FROM walls.role_right r
        WHERE r.means = 'O' AND r.role IN (SELECT g.role FROM walls.grants() g))) one
      WHERE one <> ALL (walls.words('readable')));
  END IF;
  RETURN ARRAY(SELECT DISTINCT w.word FROM walls.role_word w
    WHERE w.kind = asked AND w.role IN (SELECT g.role FROM walls.grants() g)
      AND (w.word = ANY (ARRAY[{", ".join(f"'{word}'" for word in sorted(MAY))}]) OR NOT walls.is_forced()));
END"""  # noqa: S608 - words of ours

FUNCTIONS = tuple(
    f"CREATE FUNCTION walls.{name} RETURNS {kind} LANGUAGE {language} STABLE PARALLEL SAFE "
    f"SET search_path = pg_catalog, public, pg_temp AS $wall$ {body} $wall$"
    for name, kind, language, body in (
        ("staff()", "uuid", "plpgsql", _STAFF),
        ("is_system()", "boolean", "plpgsql", _IS_SYSTEM),
        ("is_act()", "boolean", "plpgsql", _IS_ACT),
        ("is_forced()", "boolean", "plpgsql", _IS_FORCED),
        ("discipline()", "text", "plpgsql", _DISCIPLINE),
        ("grants()", "TABLE (role text, reach text, region text, centre text)", "sql", _GRANTS),
        ("works_as()", "text", "plpgsql", _WORKS_AS),
        ("right_of(asked text)", "text", "plpgsql", _RIGHT_OF),
        ("words(asked text)", "text[]", "plpgsql", _WORDS),
    )
)
