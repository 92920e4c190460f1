import type { BootStep } from '../client/types.ts';
import { shortPeerId } from './format/short-hex.ts';
import { messages } from './messages.ts';

const words = messages.node.boot;

/** What a step of the join says beside its name: what it knows, and nothing else. */
export function bootFacts(step: BootStep): string {
  if (step.state === 'waiting' || step.state === 'failed') return '';
  const isRunning = step.state === 'running';
  const number = (name: string) => numberFact(step, name);
  switch (step.name) {
    case 'storage': {
      const height = number('height');
      if (isRunning || height === undefined) return isRunning ? words.opening : words.opened;
      return height > 0 ? words.openedAt(height) : words.empty;
    }
    case 'keys': {
      const { peer } = step.facts;
      return typeof peer === 'string' ? words.peerId(shortPeerId(peer)) : '';
    }
    case 'relay': {
      const seeds = number('seeds');
      return isRunning ? words.reaching : seeds === undefined ? '' : words.seeds(seeds);
    }
    case 'peers': {
      const peers = number('peers');
      return peers === undefined ? (isRunning ? words.looking : '') : words.connected(peers);
    }
    case 'blocks': {
      const [blocks, of] = [number('blocks'), number('of')];
      if (blocks === undefined) return '';
      if (isRunning && !of) return words.waitsForNewest;
      return isRunning && of ? words.blocks(blocks, of) : words.blocksDone(blocks);
    }
    case 'verification': {
      const blocks = number('blocks');
      if (blocks === undefined) return isRunning ? '' : words.executed;
      return words.verified(blocks);
    }
    case 'live':
      return isRunning ? '' : words.following;
  }
}

/** Part of the way of a step that counts, from 0 to 1. */
export function bootShare(step: BootStep): number | undefined {
  const [blocks, of] = [numberFact(step, 'blocks'), numberFact(step, 'of')];
  return blocks !== undefined && of ? Math.min(1, blocks / of) : undefined;
}

/** Heights arrive as decimal text, because they may exceed what a number holds exactly. */
function numberFact(step: BootStep, name: string): number | undefined {
  const value = step.facts[name];
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}
