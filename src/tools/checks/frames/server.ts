/** Serves a page, and pages of others that show it in a frame. */
import * as http from "node:http";
import type { AddressInfo } from "node:net";

/** What a server on this machine answers: at `/page` the page, at `/` the one that holds a frame. */
export interface Hosting {
  page: string;
  host: string;
  /** A policy that the site sends with the page. */
  policy?: string | undefined;
}

/** A server, and its address without a slash at the end. */
export interface Served {
  address: string;
  close(): void;
}

/** Serves `hosting` on this machine only. */
export async function serve({ page, host, policy }: Hosting): Promise<Served> {
  const server = http.createServer((request, response) => {
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    const asked = request.url === "/page";
    if (asked && policy !== undefined) response.setHeader("Content-Security-Policy", policy);
    response.end(asked ? page : host);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
