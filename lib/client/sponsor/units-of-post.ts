import { TEXT_BYTES_PER_ITEM } from '../../core/limits.ts';
import type { ChainInfo } from '../types.ts';

/**
 * Units of a usual answer, by which people count what is free; undefined on a chain without
 * questions and answers.
 */
export function unitsOfPost({ actions }: Pick<ChainInfo, 'actions'>): bigint | undefined {
  const answer = actions.find(({ primaryType }) => primaryType === 'QaAnswer');
  if (!answer) return undefined;
  return BigInt(answer.units + answer.unitsPerItem * (USUAL_POST_BYTES / TEXT_BYTES_PER_ITEM));
}

/** Some 350 words. */
const USUAL_POST_BYTES = 2_048;
