"""
The canary: one row of a reserved municipality that no page ever shows.

A process that sees it without a context sees through the wall; one that does not see it with the canary's own context
stands before a wall that lets nobody pass. Its user cannot sign in, and its municipality is left out wherever
municipalities are listed.
"""

CODE = "00.00"
USERNAME = f"system-{CODE}"

PLANT = f"""
INSERT INTO municipalities_municipality (public_id, code, name, timezone)
  VALUES (gen_random_uuid(), '{CODE}', 'Kenari', 'Asia/Jakarta') ON CONFLICT (code) DO NOTHING;
INSERT INTO municipalities_user
  (username, password, first_name, last_name, email, is_superuser, is_staff, is_active, is_service, date_joined)
  VALUES ('{USERNAME}', '!', '', '', '', false, false, false, true, now()) ON CONFLICT (username) DO NOTHING;
INSERT INTO municipalities_scope (user_id, role, municipality_id, start_date)
  SELECT u.id, 'SYSTEM', m.id, '2015-07-01'
  FROM municipalities_user u, municipalities_municipality m
  WHERE u.username = '{USERNAME}' AND m.code = '{CODE}'
    AND NOT EXISTS (SELECT 1 FROM municipalities_scope s WHERE s.user_id = u.id);
INSERT INTO municipalities_canary (municipality_id)
  SELECT m.id FROM municipalities_municipality m
  WHERE m.code = '{CODE}' AND NOT EXISTS (SELECT 1 FROM municipalities_canary c WHERE c.municipality_id = m.id);
"""

WITHOUT_CONTEXT = "SELECT set_config('app.user_id', '', true), set_config('app.role', '', true)"
WITH_CONTEXT = f"""
SELECT set_config('app.user_id', u.id::text, true), set_config('app.role', 'SYSTEM', true),
       set_config('app.municipality_ids', m.id::text, true)
FROM municipalities_user u, municipalities_municipality m
WHERE u.username = '{USERNAME}' AND m.code = '{CODE}'
"""
SEEN = "SELECT count(*) FROM municipalities_canary"
