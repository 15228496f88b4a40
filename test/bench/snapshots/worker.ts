// The limit of a search: one row of the same database, by its primary key, and nothing else.

interface Env {
  readonly DB: D1Database
}

/* oxlint-disable-next-line import/no-default-export -- this is where the runtime looks */
export default {
  async fetch(request, env): Promise<Response> {
    const id = new URL(request.url).pathname.slice(1)
    const row = await env.DB.prepare("SELECT open FROM snapshots WHERE register = 'companies' AND id = ?")
      .bind(id)
      .first<{ open: string }>()
    return row === null ? new Response('no such row', { status: 404 }) : new Response(row.open)
  },
} satisfies ExportedHandler<Env>
