-- The statements of an outbox, for the PostgreSQL family: no advisory lock, no NOTIFY, no COPY, no state of a session.
-- "{schema}" is the schema, {now} the clock by which messages are due, {minute} how long a turn is taken. Leases count by clock_timestamp() alone. $1, $2 are the parameters.
-- states: 0 waiting, 1 taken, 2 sent, 4 failed, 5 unknown, 6 held, 7 moving.

-- name: begin
begin isolation level read committed

-- name: commit
commit

-- name: server
select pg_is_in_recovery(), current_setting('fsync'), current_setting('synchronous_commit'), current_setting('synchronous_standby_names'),
    current_setting('server_version_num')::int,
    exists (select 1 from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
        where n.nspname = '{schema}' and c.relname = 'meta')

-- name: meta
-- Whether the user may send is asked here, since a refused statement of one who may only accept leaves an error in the server's log.
select version, {now}, has_table_privilege('{schema}.owner', 'insert') from {schema}.meta

-- name: synchronous
select synchronous from {schema}.meta

-- name: grants
-- The user, and a role that has the level $1 and no more: 1 accepts, 2 reads, 3 works. No right is needed to ask.
select quote_ident(current_user), (
    select min(quote_ident(r.rolname)) from (
        select a.grantee, max(case c.relname when 'meta' then 1 when 'queue' then 2 else 3 end) as level
        from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace, aclexplode(c.relacl) a
        where n.nspname = '{schema}' and a.grantee <> c.relowner
            and (c.relname in ('meta', 'queue') and a.privilege_type = 'SELECT' or c.relname = 'owner' and a.privilege_type = 'INSERT')
        group by a.grantee) g
    join pg_catalog.pg_roles r on r.oid = g.grantee
    where g.level = $1 and not r.rolcanlogin)

-- name: outbox_exists
select exists (select 1 from {schema}.outbox where name = $1)

-- name: owner_begin
insert into {schema}.owner (id, name, lease) values ($1, $2, clock_timestamp() + $3)

-- name: owner_renew
update {schema}.owner set lease = clock_timestamp() + $2 where id = $1 and not dead

-- name: owner_end
update {schema}.owner set dead = true where id = $1

-- name: owners_expire
update {schema}.owner set dead = true where not dead and lease < clock_timestamp()

-- name: owners_purge
delete from {schema}.owner o where o.dead and o.lease < clock_timestamp() - interval '1 day'
    and not exists (select 1 from {schema}.queue q where q.state = 1 and q.owner = o.id)
    and not exists (select 1 from {schema}.slot s where s.owner = o.id)

-- name: recover
with lost as (
    select q.id from {schema}.queue q where q.state = 1 and q.owner in (select o.id from {schema}.owner o where o.dead)
    for update skip locked)
update {schema}.queue q
set state = case when q.marked is null then q.origin else 5 end, interrupted = q.interrupted or q.marked is not null,
    owner = null, changed = case when q.marked is null then q.changed else {now} end, marked = null
from lost where q.id = lost.id

-- name: has_lost
-- Whether one of "guard", "owners_expire", "recover" and "owners_purge" may have something to do.
select exists (select 1 from {schema}.owner where not dead and lease < clock_timestamp())
    or exists (select 1 from {schema}.queue q where q.state = 1 and q.owner in (select o.id from {schema}.owner o where o.dead))
    or exists (select 1 from {schema}.owner o where o.dead and o.lease < clock_timestamp() - interval '1 day'
        and not exists (select 1 from {schema}.slot s where s.owner = o.id))
    or exists (select 1 from {schema}.meta where timeline <> substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))

-- name: accept_chunk
select {schema}.accept_chunk($1, $2, $3)

-- name: accept
select {schema}.accept($1, $2, $3, $4)

-- name: accept_many
-- Messages of one piece each. The first column is told from the ids that "take_many" gives.
select '', {schema}.accept_chunk(i.id, 0, i.content), {schema}.accept(i.id, $1, i.size, i.record)
from unnest($2::text[], $3::bigint[], $4::bytea[], $5::bytea[]) i (id, size, record, content)

-- name: take_many
update {schema}.queue set state = 1, origin = 0, owner = $2, fence = 1
where id = any($1) and fence <= 1 and (state = 0 and fence = 0 or state = 1 and owner = $2)
returning id

-- name: take
update {schema}.queue set state = 1, origin = 0, owner = $2, fence = 1
where id = $1 and fence <= 1 and (state = 0 and fence = 0 or state = 1 and owner = $2)

-- name: claim_ids
with picked as (
    select q.id, q.state from {schema}.queue q
    where q.id = any($1) and q.outbox = $2 and q.state = $3
        and exists (select 1 from {schema}.owner o where o.id = $4 and not o.dead)
    order by q.id for update skip locked),
taken as (
    update {schema}.queue q set state = 1, origin = p.state, owner = $4, fence = q.fence + 1, marked = null
    from picked p where q.id = p.id
    returning q.id, q.fence, q.record, q.interrupted, {now} - q.since as waited)
select t.id, t.fence, coalesce(t.record, m.record), t.interrupted, t.waited, {now}, c.data
from taken t left join {schema}.message m on m.id = t.id left join {schema}.chunk c on c.id = t.id and c.n = 0 order by t.id

-- name: has_due
select exists (select 1 from {schema}.queue where outbox = $1 and state = 0 and due <= (select {now}))

-- name: wait_due
-- Waits until "has_due" finds something, or "has_lost" does. The owner, which holds nothing meanwhile, gets a lease that lasts for as much
-- longer. It takes no parameters, so its values stand in its text as digits. No variable stands in the statements that are repeated, so that
-- each is planned once.
-- Those who wait share the looks: each counts them by a lock that all of them may have, and looks when it is its turn by the server's clock.
-- Each turn is a step behind the one before, and there are two at least: where one of them is missing, the next one looks a step later. The
-- first of them looks for what others have lost.
-- It counts again after a while, since the list of locks is costly, and commits then, so that it holds no old snapshot.
-- A pooler tells clients another process than the session's, and lends few sessions to many: there nothing waits.
-- A transaction of another isolation would never see what comes.
do $wait$
-- A worker of SmtpSoar waits here for mail.
declare
    step constant float := {step} / 1000.0;
    longest interval := {limit} * interval '1 millisecond';
    bound text;
    ends timestamptz;
    recount timestamptz := '-infinity';
    has_counted bool;
    turns int;
    place int;
    cycle float;
    to_turn float;
    to_end float;
begin
    if pg_backend_pid() <> {process} or current_setting('transaction_isolation') <> 'read committed' then
        raise feature_not_supported using message = 'a worker of SmtpSoar does not wait in this session, and looks in its place';
    end if;
    foreach bound in array array['statement_timeout', 'transaction_timeout'] loop
        if current_setting(bound, true) <> '0' then
            longest := least(longest, current_setting(bound)::interval / 2);
        end if;
    end loop;
    ends := clock_timestamp() + longest;
    update {schema}.owner set lease = ends + {lease} * interval '1 millisecond' where id = {owner} and not dead;
    if not found then
        raise no_data_found using message = 'this worker of SmtpSoar was away for longer than its lease, and begins anew';
    end if;
    loop
        has_counted := clock_timestamp() <= recount;
        if not has_counted then
            commit;
            perform pg_try_advisory_xact_lock_shared({key});
            recount := clock_timestamp() + interval '10 seconds';
        end if;
        exit when ({has_due});
        if not has_counted then
            select least(greatest(count(*), 2), {most}), count(*) filter (where pid < pg_backend_pid()) into turns, place
                from pg_locks where locktype = 'advisory' and objsubid = 1 and (classid::bigint << 32 | objid::bigint) = {key};
            if place = 0 then
                exit when ({has_lost});
            end if;
        end if;
        cycle := turns * step;
        to_turn := cycle - mod((extract(epoch from clock_timestamp()) + cycle - (place % turns) * step)::numeric, cycle::numeric);
        to_end := extract(epoch from ends - clock_timestamp());
        perform pg_sleep(least(to_turn, to_end));
        exit when clock_timestamp() >= ends;
    end loop;
end
$wait$

-- name: claim_due
with picked as (
    select q.id, q.state from {schema}.queue q
    where q.outbox = $1 and q.state = 0 and q.due <= (select {now})
        and exists (select 1 from {schema}.owner o where o.id = $3 and not o.dead)
    order by q.due, q.id limit $2 for update skip locked),
taken as (
    update {schema}.queue q set state = 1, origin = 0, owner = $3, fence = q.fence + 1, marked = null
    from picked p where q.id = p.id
    returning q.id, q.fence, q.record, q.interrupted, q.due, {now} - q.since as waited)
select t.id, t.fence, coalesce(t.record, m.record), t.interrupted, t.waited, {now}, c.data
from taken t left join {schema}.message m on m.id = t.id left join {schema}.chunk c on c.id = t.id and c.n = 0 order by t.due, t.id

-- name: claim_any
with picked as (
    select q.id, q.state from {schema}.queue q
    where q.outbox = $1 and q.state = $4
        and exists (select 1 from {schema}.owner o where o.id = $3 and not o.dead)
    order by q.id limit $2 for update skip locked),
taken as (
    update {schema}.queue q set state = 1, origin = p.state, owner = $3, fence = q.fence + 1, marked = null
    from picked p where q.id = p.id
    returning q.id, q.fence, q.record, q.interrupted, {now} - q.since as waited)
select t.id, t.fence, coalesce(t.record, m.record), t.interrupted, t.waited, {now}, c.data
from taken t left join {schema}.message m on m.id = t.id left join {schema}.chunk c on c.id = t.id and c.n = 0 order by t.id

-- name: mark
update {schema}.queue set marked = {now} where id = $1 and fence = $2 and owner = $3 and state = 1

-- name: keep
update {schema}.queue set marked = null, record = $4, interrupted = false where id = $1 and fence = $2 and owner = $3 and state = 1

-- name: return
update {schema}.queue set state = case when marked is null then origin else 5 end, interrupted = interrupted or marked is not null,
    owner = null, changed = case when marked is null then changed else {now} end, marked = null
where id = $1 and fence = $2 and owner = $3 and state = 1

-- name: settle
update {schema}.queue set state = $4, owner = null, marked = null, interrupted = false, record = $5,
    due = case when $8 then due else {now} + $6 end, since = case when $7 then {now} else since end,
    changed = case when $8 then changed else {now} end
where id = $1 and fence = $2 and (state = 1 and owner = $3 or state = 5)

-- name: settled
select exists (select 1 from {schema}.queue where id = $1 and fence = $2 and owner is null and state = $3)

-- name: sent
with gone as (
    delete from {schema}.queue where id = $1 and fence <= $2 and (state <> 1 or owner = $3) returning id, outbox)
insert into {schema}.sent (id, outbox, at, fence, record) select id, outbox, coalesce($5, {now}), $2, $4 from gone

-- name: was_sent
select exists (select 1 from {schema}.sent where id = $1 and fence = $2)

-- name: content
select data from {schema}.chunk where id = $1 and n = $2

-- name: has_message
select exists (select 1 from {schema}.message where id = $1)

-- name: list_queue
select q.id, coalesce(q.record, m.record), q.interrupted, case when q.interrupted then q.changed end
from {schema}.queue q left join {schema}.message m on m.id = q.id
where q.outbox = $1 and q.state = $2 and q.id > $3 order by q.id limit $4

-- name: list_queue_ids
select q.id, coalesce(q.record, m.record), q.interrupted, case when q.interrupted then q.changed end
from {schema}.queue q left join {schema}.message m on m.id = q.id
where q.outbox = $1 and q.state = $2 and q.id > $3 and q.id = any($5) order by q.id limit $4

-- name: list_sent
select s.id, s.record, false, null::timestamptz from {schema}.sent s where s.outbox = $1 and s.id > $2 order by s.id limit $3

-- name: list_sent_ids
select s.id, s.record, false, null::timestamptz from {schema}.sent s where s.outbox = $1 and s.id > $2 and s.id = any($4) order by s.id limit $3

-- name: count
select (select count(*) from {schema}.queue where outbox = $1 and state = $2)
    + case when $2 = 2 then (select count(*) from {schema}.sent where outbox = $1) else 0 end

-- name: measure
-- $2 is the time of which the rates are.
select {now},
    (select count(*) from {schema}.queue where outbox = $1 and state = 0),
    (select count(*) from {schema}.queue where outbox = $1 and state = 0 and due <= (select {now})),
    (select count(*) from {schema}.queue where outbox = $1 and state = 1),
    (select count(*) from {schema}.sent where outbox = $1) + (select count(*) from {schema}.queue where outbox = $1 and state = 2),
    (select count(*) from {schema}.queue where outbox = $1 and state = 4),
    (select count(*) from {schema}.queue where outbox = $1 and state = 5),
    (select count(*) from {schema}.queue where outbox = $1 and state = 6),
    (select count(*) from {schema}.queue where outbox = $1 and state = 7),
    (select min(m.accepted) from {schema}.queue q join {schema}.message m on m.id = q.id where q.outbox = $1 and q.state = 0),
    (select min(due) from {schema}.queue where outbox = $1 and state = 0 and due <= (select {now})),
    (select count(*) from {schema}.message where outbox = $1 and accepted > (select {now}) - $2::interval),
    (select count(*) from {schema}.sent where outbox = $1 and at > (select {now}) - $2::interval),
    (select count(*) from {schema}.queue where outbox = $1 and state = 4 and changed > (select {now}) - $2::interval)

-- name: present
select state, record from (
    select q.state, coalesce(q.record, m.record) as record from {schema}.queue q left join {schema}.message m on m.id = q.id where q.id = $1
    union all select 2::smallint, s.record from {schema}.sent s where s.id = $1) there

-- name: arrive
with named as (insert into {schema}.outbox (name) values ($2) on conflict (name) do nothing),
made as (
    insert into {schema}.message (id, outbox, accepted, size, record) values ($1, $2, $3::timestamptz, $4, $5)
    on conflict (id) do nothing returning id)
insert into {schema}.queue (id, outbox, state, due, since, changed)
select id, $2, 7, coalesce($6, {now}), $7, coalesce($8::timestamptz, $3::timestamptz) from made

-- name: owner_known
select exists (select 1 from {schema}.owner where id = $1)

-- name: pass
-- Gives a message that nobody has to another outbox of these tables. A claim meets it on the lock of the row. Which outbox accepted the
-- message stays on record.
with named as (insert into {schema}.outbox (name) values ($3) on conflict (name) do nothing)
update {schema}.queue set outbox = $3 where id = $1 and outbox = $2 and state = $4 and state not in (1, 7)

-- name: pass_sent
update {schema}.sent set outbox = $3 where id = $1 and outbox = $2

-- name: passed
select exists (select 1 from {schema}.queue where id = $1 and outbox = $2)
    or exists (select 1 from {schema}.sent where id = $1 and outbox = $2)

-- name: reopen_sent
-- A message that was sent lies in queue while a command moves it elsewhere.
with gone as (delete from {schema}.sent where id = any($1) and outbox = $2 returning id, outbox, at, fence, record)
insert into {schema}.queue (id, outbox, state, fence, due, since, changed, record)
select id, outbox, 2, fence, at, at, at, record from gone

-- name: remove_old
with old as (
    select q.id from {schema}.queue q
    where q.outbox = $1 and q.state = $2 and {now} - q.changed > $3 order by q.id limit $4 for update skip locked),
gone as (delete from {schema}.queue q using old where q.id = old.id returning q.id),
content as (delete from {schema}.chunk c using gone where c.id = gone.id)
delete from {schema}.message m using gone where m.id = gone.id

-- name: remove_old_sent
with old as (
    select s.id from {schema}.sent s
    where s.outbox = $1 and $2 = 2 and {now} - s.at > $3 order by s.at, s.id limit $4 for update skip locked),
gone as (delete from {schema}.sent s using old where s.id = old.id returning s.id),
content as (delete from {schema}.chunk c using gone where c.id = gone.id)
delete from {schema}.message m using gone where m.id = gone.id

-- name: remove_queued
-- The rest of a damaged message may be gone: the row of the queue is what is counted.
with going as (
    select id from {schema}.queue where id = $1 and outbox = $2 and state = $3 for update),
content as (delete from {schema}.chunk c using going where c.id = going.id),
message as (delete from {schema}.message m using going where m.id = going.id)
delete from {schema}.queue q using going where q.id = going.id

-- name: remove_sent
with gone as (
    delete from {schema}.sent where id = $1 and outbox = $2 returning id),
content as (delete from {schema}.chunk c using gone where c.id = gone.id)
delete from {schema}.message m using gone where m.id = gone.id

-- name: put_aside
update {schema}.queue set state = 4, owner = null, changed = {now} where id = $1 and fence = $2 and owner = $3 and state = 1

-- name: guard
-- Another timeline means a failover or a restore, by which marks may have been lost: all that could have been sent is held.
-- The limit tells the planner that there is one row at most: it takes meta for a large table, and a statement that looks costly is compiled
-- before each claim and each acceptance, which takes a quarter of a second.
with present as (select substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8) as timeline),
changed as (
    update {schema}.meta m set timeline = p.timeline from present p where m.timeline <> p.timeline returning m.synchronous)
update {schema}.queue q
set state = case when q.marked is not null then 5 when q.state = 1 and q.origin > 1 then q.origin else 6 end,
    interrupted = q.interrupted or q.marked is not null, owner = null, marked = null, changed = {now}
from (select 1 from changed where not synchronous limit 1) lossy where q.state in (0, 1)

-- name: turn_rows
insert into {schema}.turn (server, n) select $1, n from generate_series(0, $2 - 1) n on conflict (server, n) do nothing

-- name: turn_take
with free as (
    select t.n from {schema}.turn t
    where t.server = $1 and t.n < $2 and t.at <= clock_timestamp() - {minute}
    order by t.at, t.n limit 1 for update skip locked)
update {schema}.turn t set at = clock_timestamp() from free where t.server = $1 and t.n = free.n

-- name: turn_wait
select greatest(min(at) + {minute} - clock_timestamp(), interval '50 milliseconds') from {schema}.turn
where server = $1 and n < $2 and at > '-infinity'

-- name: slot_rows
insert into {schema}.slot (server, n) select $1, n from generate_series(0, $2 - 1) n on conflict (server, n) do nothing

-- name: slots_expire
update {schema}.slot s set owner = null where s.server = $1 and s.owner in (select o.id from {schema}.owner o where o.dead)

-- name: slot_take
-- A row that another one takes meanwhile is looked at again, but owners only as they were before: so the row alone decides.
with free as (
    select s.n from {schema}.slot s
    where s.server = $1 and s.n < $2 and s.owner is null
    order by s.n limit 1 for update skip locked)
update {schema}.slot s set owner = $3 from free where s.server = $1 and s.n = free.n
returning s.n

-- name: slots_forget
-- $3 has those that the owner knows of.
update {schema}.slot set owner = null where server = $1 and owner = $2 and n <> all($3)

-- name: slot_free
update {schema}.slot set owner = null where server = $1 and n = $2 and owner = $3

-- name: wish
-- A wish for a connection stands among the pauses for a moment, under a name that no server has, and is renewed each second at most. $2 is the
-- outbox of a worker, or '*' for a command.
insert into {schema}.pause (server, until, reason)
values ('connection ' || $1 || ' ' || $2, clock_timestamp() + interval '2 seconds', 'wanted')
on conflict (server) do update set until = excluded.until where excluded.until > {schema}.pause.until + interval '1 second'

-- name: wished
-- 0: nobody wants a connection, 1: workers of the outbox $2 do, 2: others do.
select case when count(*) = 0 then 0 when bool_and(server = 'connection ' || $1 || ' ' || $2) then 1 else 2 end from {schema}.pause
where left(server, length('connection ' || $1 || ' ')) = 'connection ' || $1 || ' ' and until > clock_timestamp()

-- name: pause_begin
insert into {schema}.pause (server, until, reason) values ($1, clock_timestamp() + $2, $3)
on conflict (server) do update set until = excluded.until, reason = excluded.reason where excluded.until > {schema}.pause.until

-- name: pause_end
update {schema}.pause set until = clock_timestamp() where server = $1 and until > clock_timestamp()

-- name: pause
select until - clock_timestamp(), reason from {schema}.pause where server = $1 and until > clock_timestamp()
