// What a team would write instead: Fastify and pg, two processes, named prepared statements, a pool of ten in each.
//
//     DATABASE_URL=… PORT=… node peer.mjs
//
// It answers the same bytes as the service for the addresses that are measured. One resource and the search are
// passed through as stored; the list and the body with its members are built from rows, as one does it here.
import cluster from 'node:cluster';
import Fastify from 'fastify';
import pg from 'pg';

const PROCESSES = 2;
const JSON_TYPE = 'application/json';

function connect() {
    const pool = new pg.Pool({connectionString: process.env.DATABASE_URL, max: 10, options: '-c search_path=register,public -c role=samrad_service'});
    return (name, text, values) => pool.query({name, text, values});
}

function readBody(query) {
    return async (request, reply) => {
        const {rows} = await query('one', 'select version, json from bodies where id = $1', [request.params.id]);
        if (rows.length === 0) return reply.code(404).send({});
        return reply.header('ETag', `"${rows[0].version}"`).type(JSON_TYPE).send(rows[0].json);
    };
}

async function readMembers(query, request, reply) {
    const {rows} = await query('members', `
        select b.json::json as body,
               (select json_agg(m.json::json order by m.valid, m.id) from memberships as m
                where m.body = b.id and m.valid @> current_date) as memberships
        from bodies as b where b.id = $1`, [request.params.id]);
    if (rows.length === 0) return reply.code(404).send({});
    return {...rows[0].body, included: {memberships: rows[0].memberships ?? []}};
}

// The pages that are measured are first pages; the address of the next is written as the service writes it.
function nextPage(request, row) {
    const cursor = Buffer.from(JSON.stringify(['listBodies name', row.name, row.id])).toString('base64url');
    return `${request.url}&cursor=${cursor}`;
}

async function list(query, request) {
    const {kind, limit, validAt} = request.query;
    const {rows} = await query('list', `
        select id, name, json::json as json from bodies
        where kind = $1 and valid @> $2::date
        order by left(name, 200) collate "nb-x-icu", id limit $3`, [kind, validAt, Number(limit) + 1]);
    const items = rows.slice(0, limit).map((row) => row.json);
    return {items, next: rows.length > limit ? nextPage(request, rows[limit - 1]) : null};
}

async function search(query, request, reply) {
    const {q, limit, validAt} = request.query;
    const {rows} = await query('search', `
        select id, name, json from bodies where matches(search, words, $1) and valid @> $2::date
        order by left(name, 200) collate "nb-x-icu", id limit $3`, [q, validAt, Number(limit) + 1]);
    const next = rows.length > limit ? JSON.stringify(nextPage(request, rows[limit - 1])) : 'null';
    reply.type(JSON_TYPE);
    return `{"items":[${rows.slice(0, limit).map((row) => row.json).join(',')}],"next":${next}}`;
}

function serve() {
    const query = connect();
    const app = Fastify();
    const one = readBody(query);
    app.get('/v1/bodies/:id', (request, reply) => (request.query.include ? readMembers(query, request, reply) : one(request, reply)));
    app.get('/v1/bodies', (request, reply) => (request.query.q ? search(query, request, reply) : list(query, request)));
    app.listen({host: '127.0.0.1', port: Number(process.env.PORT)});
}

if (cluster.isPrimary) {
    for (let i = 0; i < PROCESSES; i++) cluster.fork();
    process.on('SIGTERM', () => {
        for (const worker of Object.values(cluster.workers)) worker.kill('SIGTERM');
        process.exit(0);
    });
} else {
    process.on('SIGTERM', () => process.exit(0));
    serve();
}
