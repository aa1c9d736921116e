-- Three roles that nobody logs in as: grant one of them to each user that works with the outbox.
-- accept: may put messages into the outbox, and neither read nor change any.
do $$
declare wanted text;
begin
    foreach wanted in array array['{accept}', '{work}', '{read}'] loop
        if not exists (select 1 from pg_catalog.pg_roles where rolname = wanted) then
            execute format('create role %I nologin', wanted);
        end if;
    end loop;
end $$;
grant usage on schema {schema} to {accept}, {work}, {read};
grant select on {schema}.meta to {accept}, {work}, {read};
grant execute on function {schema}.accept_chunk(text, int, bytea), {schema}.accept(text, text, bigint, bytea) to {accept}, {work};

-- read: may list messages and read them.
grant select on {schema}.outbox, {schema}.owner, {schema}.message, {schema}.chunk, {schema}.queue, {schema}.sent to {read}, {work};

-- work: may also send them, change their state and remove them.
grant update (timeline) on {schema}.meta to {work};
grant insert, update, delete on {schema}.owner, {schema}.queue, {schema}.sent to {work};
grant select, insert, update on {schema}.turn, {schema}.slot, {schema}.pause to {work};
grant insert, delete on {schema}.message to {work};
grant delete on {schema}.chunk to {work};
grant insert on {schema}.outbox to {work};
