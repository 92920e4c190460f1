import type { ValidatorsView } from '../client/types.ts';
import type { Read } from './read.ts';
import { useRead } from './use-read.ts';

/** Who validates and who would, kept fresh. */
export function useValidators(): Read<ValidatorsView> {
  return useRead<ValidatorsView, 'validators'>('validators', {
    load: (client) => client.validators(),
    subscription: { topic: 'validators' },
    next: (validators) => validators,
  });
}
