// Sends the requests of orval's fetch client to the server that is tried.

export const server = { address: "" };

export async function fetcher<T>(path: string, init: RequestInit): Promise<T> {
  const answer = await fetch(new URL(path, server.address), init);
  const text = await answer.text();
  return { data: text ? JSON.parse(text) : undefined, status: answer.status, headers: answer.headers } as T;
}
