-- The tables of an outbox, version 1. "{schema}" is the schema's name, {now} the database's clock.
-- A message never changes: what changes about it is in queue, and in the end in sent.
create schema if not exists {schema};

create table {schema}.meta (
    one boolean primary key default true check (one),
    version int not null,
    -- The timeline that all messages were written on. Another one means a failover or a restore.
    timeline text not null,
    -- Whether a failover loses no commit, since the standby is synchronous: then nothing is held after it.
    synchronous boolean not null
);

create table {schema}.outbox (name text collate "C" primary key);

-- A row for each life of a process. One that is dead never lives again. The id is random: a sequence may go back with a failover.
create table {schema}.owner (
    id bigint primary key,
    name text not null,
    lease timestamptz not null,
    dead boolean not null default false
);

create table {schema}.message (
    id text collate "C" primary key,
    outbox text not null,
    accepted timestamptz not null,
    size bigint not null,
    record bytea not null
);

create index message_accepted on {schema}.message (outbox, accepted);

create table {schema}.chunk (
    id text collate "C" not null,
    n int not null,
    data bytea not null,
    primary key (id, n)
);
alter table {schema}.chunk alter column data set storage external;

-- state: 0 waiting, 1 taken, 2 sent and about to move, 4 failed, 5 unknown, 6 held, 7 moving. marked: a server may have the message; in no index, so that the update stays HOT.
-- record: what became of it so far, if it is not as it was accepted. interrupted: its owner ended after the mark.
create table {schema}.queue (
    id text collate "C" primary key,
    outbox text not null,
    state smallint not null default 0,
    origin smallint not null default 0,
    owner bigint,
    fence bigint not null default 0,
    marked timestamptz,
    interrupted boolean not null default false,
    due timestamptz not null,
    since timestamptz not null,
    changed timestamptz not null,
    record bytea
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_cost_delay = 0);
create index queue_due on {schema}.queue (outbox, due, id) where state = 0;
create index queue_owner on {schema}.queue (owner) where state = 1;
create index queue_ended on {schema}.queue (outbox, state, id) where state > 1;

create table {schema}.sent (
    id text collate "C" primary key,
    outbox text not null,
    at timestamptz not null,
    fence bigint not null,
    record bytea not null
);
create index sent_at on {schema}.sent (outbox, at);

-- A row for each message that a minute may have: over 61 seconds old, it may be taken again.
create table {schema}.turn (
    server text collate "C" not null,
    n int not null,
    at timestamptz not null default '-infinity',
    primary key (server, n)
) with (fillfactor = 50);

-- A row for each connection that a server may have, and the owner whose it is.
create table {schema}.slot (
    server text collate "C" not null,
    n int not null,
    owner bigint,
    primary key (server, n)
) with (fillfactor = 50);

-- The servers that are left alone for a while, and "connection SERVER" while somebody waits for one of its connections.
create table {schema}.pause (
    server text collate "C" primary key,
    until timestamptz not null,
    reason text not null
);

-- Keeps a piece of a message that is not accepted yet, and changes no other.
create function {schema}.accept_chunk(p_id text, p_n int, p_data bytea) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
    insert into {schema}.chunk (id, n, data)
    select p_id, p_n, p_data where not exists (select 1 from {schema}.message where id = p_id)
    on conflict (id, n) do nothing
$$;

-- Accepts a message once, however often it is called.
create function {schema}.accept(p_id text, p_outbox text, p_size bigint, p_record bytea) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
    with moment as (select {now} as now),
    named as (insert into {schema}.outbox (name) values (p_outbox) on conflict (name) do nothing),
    made as (
        insert into {schema}.message (id, outbox, accepted, size, record)
        select p_id, p_outbox, now, p_size, p_record from moment
        on conflict (id) do nothing
        returning id)
    insert into {schema}.queue (id, outbox, due, since, changed)
    select made.id, p_outbox, now, now, now from made, moment
$$;

revoke all on function {schema}.accept_chunk(text, int, bytea), {schema}.accept(text, text, bigint, bytea) from public;

insert into {schema}.meta (version, timeline, synchronous)
values (1, substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8), {synchronous});
