-- A new key: only the hash of its secret is stored.
insert into api_key (id, name, hash, scopes, organisations, expires_at, created_by)
values (:id::text, :name::text, decode(:hash::text, 'hex'), :scopes::text[], :organisations::text[],
        :expires::timestamptz, :by::text)
