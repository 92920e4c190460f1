import { WeftError } from '../../core/errors.ts';
import type { NodeSession } from '../node-session.ts';
import type { NodeView } from './node-view.ts';

/** @throws WeftError `node/starting` before the first state is open. */
export function sessionOf(node: NodeView): NodeSession {
  const session = node.session();
  if (!session) throw new WeftError('node/starting', 'the node is still opening its state');
  return session;
}

/** @throws WeftError `node/starting`, or `node/not-running` while it is paused or stopped. */
export function runningSessionOf(node: NodeView): NodeSession {
  const session = sessionOf(node);
  if (node.run() !== 'running') {
    throw new WeftError('node/not-running', 'this node is paused and announces nothing');
  }
  return session;
}
