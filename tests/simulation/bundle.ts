import { bundleForNode } from '../support/bundle-for-node.ts';

/** Makes the file that the worker threads of a campaign run. */
export function bundleCampaignWorker(): Promise<string> {
  return bundleForNode(
    'tests/simulation/campaign-worker.ts',
    '.weft/simulation/campaign-worker.js',
  );
}
