import type { Part } from '../../start/addresses.ts';
import { type NginxOptions, upstreams } from './config.ts';

type BalancersOptions = Pick<NginxOptions, 'servers' | 'folder' | 'errorLog' | 'main'> & {
  /** Parts with several instances, and the `host:port` at which BFFs and services find all of them as one. */
  readonly balancers: Readonly<Partial<Record<Part, string>>>;
};

/** Of the nginx between the parts. It is not the door's, so that what came in through that one finds it to the end. */
export const balancersConfig = ({ main = [], ...options }: BalancersOptions): string => `${main.join('\n')}
worker_processes 1;
worker_rlimit_nofile 8192;
daemon off;
pid ${options.folder}/balancers.pid;
error_log ${options.errorLog} warn;
worker_shutdown_timeout 10s;

events {
  worker_connections 4096;
}

http {
  access_log off;
  client_body_temp_path ${options.folder}/between;
  proxy_temp_path ${options.folder}/between-proxy;
  fastcgi_temp_path ${options.folder}/unused;
  uwsgi_temp_path ${options.folder}/unused;
  scgi_temp_path ${options.folder}/unused;
  client_max_body_size 1m;
  client_body_buffer_size 1m;
  keepalive_timeout 65s;

  # What cannot be repeated gets a connection of its own: a kept one may just be closing at the other end.
  map $request_method $once {
    GET "";
    HEAD "";
    default -once;
  }
  map $request_method $upstream_connection {
    GET "";
    HEAD "";
    default close;
  }
${upstreams(options).join('\n')}

  proxy_http_version 1.1;
  proxy_connect_timeout 2s;
  proxy_read_timeout 60s;
  proxy_buffering off;
  proxy_next_upstream error timeout;
  proxy_next_upstream_tries 2;
  proxy_next_upstream_timeout 4s;
  proxy_set_header Host $http_host;
  proxy_set_header Connection $upstream_connection;

${Object.entries(options.balancers)
  .map(
    ([part, listen]) =>
      `  server {\n    listen ${listen};\n    location / {\n      proxy_pass http://${part}$once;\n    }\n  }`,
  )
  .join('\n')}
}
`;
