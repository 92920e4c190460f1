import { join } from 'node:path';
import { serveSite } from '../../../lib/platform/nodejs/site-server.ts';
import { ROOT_FOLDER } from './paths.ts';
import { type ServedPage, servedBy } from './serve-page.ts';

/** The built site from a plain web server, with no network behind it. */
export async function serveStaticSite(): Promise<ServedPage> {
  const folder = join(ROOT_FOLDER, 'out');
  return servedBy(await serveSite({ folder, port: 0, host: '127.0.0.1', networkFile: '{}' }));
}
