import type { Connection } from '../connection.ts';
import type { ValidatorsView } from '../types.ts';

/** Who validates and who would, in final state. */
export function getValidators(connection: Connection): Promise<ValidatorsView> {
  return connection.request('validators', undefined);
}
