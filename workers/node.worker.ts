import { serveClient } from '../lib/client/serve-client.ts';
import { errorObjectFrom } from '../lib/core/errors.ts';
import type { WeftNode } from '../lib/node/create-node.ts';
import { createTabNode } from '../lib/platform/browser/create-tab-node.ts';
import type {
  NodeWorkerToPage,
  PageToNodeWorker,
} from '../lib/platform/browser/node-worker-messages.ts';

// The node of a tab. The page starts it once, then connects clients to it; they are served while it
// still starts, so that people see how far it is.

let created: Promise<WeftNode> | undefined;

addEventListener('message', ({ data }: MessageEvent<PageToNodeWorker>) => {
  if (data.type === 'start') {
    created ??= createTabNode(data);
    created.then((node) => node.start()).catch(fail);
  } else if (data.type === 'connect') {
    created?.then((node) => serveClient(data.port, node.rpc)).catch(fail);
  } else {
    stop().catch(fail);
  }
});

async function stop() {
  await (await created)?.stop();
  post({ type: 'stopped' });
}

function fail(thrown: unknown) {
  post({ type: 'failed', error: errorObjectFrom(thrown) });
}

function post(message: NodeWorkerToPage) {
  postMessage(message);
}
