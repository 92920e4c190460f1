import type { BootStep } from '../client/types.ts';
import { formatBytes } from './format/format-bytes.ts';
import { messages } from './messages.ts';

const words = messages.node.boot;

/** What a step of the join says beside its name: numbers it has, and no others. */
export function bootFacts(step: BootStep): string {
  if (step.state === 'waiting' || step.state === 'failed') return '';
  const number = (name: string) => {
    const value = step.facts[name];
    return typeof value === 'number' ? value : undefined;
  };
  switch (step.name) {
    case 'storage': {
      const bytes = number('bytes');
      if (step.state === 'running') return '';
      return bytes === undefined
        ? words.opened
        : bytes > 0
          ? words.stored(formatBytes(bytes))
          : words.empty;
    }
    case 'keys':
      if (step.state === 'running') return '';
      return step.facts.created ? words.created : words.unlocked;
    case 'relay': {
      const [reached, of] = [number('reached'), number('of')];
      if (reached !== undefined && of !== undefined) return words.reached(reached, of);
      return step.state === 'done' ? words.relayReached : '';
    }
    case 'peers': {
      const [peers, direct] = [number('peers'), number('direct')];
      return peers === undefined ? '' : words.peers(peers, direct ?? 0);
    }
    case 'blocks': {
      const [blocks, of] = [number('blocks'), number('of')];
      if (blocks === undefined) return '';
      const isRunning = step.state === 'running' && of !== undefined;
      return isRunning ? words.blocks(blocks, of) : words.blocksDone(blocks);
    }
    case 'verification': {
      const blocks = number('blocks');
      return blocks === undefined ? '' : words.verified(blocks);
    }
    case 'live':
      return step.state === 'done' ? words.following : '';
  }
}
