import { parentPort, workerData } from 'node:worker_threads';
import { positions } from './positions.ts';
import { everything, freeze, THEFT } from './scopes.ts';
import type { Share } from './share.ts';
import { partOf, type Sweep, sweep } from './sweep.ts';

// One thread of a search: its share of the positions, and from time to time how far it is.

const { board, scope, part, of } = workerData as Share;
const scopes = {
  theft: THEFT,
  freeze: freeze(board.coinBlocks),
  together: everything(board.coinBlocks, 1),
  'two exits': everything(board.coinBlocks, 2),
};
const share = partOf(positions(board), part, of);
const post = (sofar: Sweep, isDone = false) => parentPort?.postMessage({ sofar, isDone });
post(
  sweep(share, scopes[scope], (sofar) => post(sofar)),
  true,
);
