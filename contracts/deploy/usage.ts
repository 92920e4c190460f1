import { WeftError } from '../../lib/core/errors.ts';

export const COMMAND = 'npm run contracts:deploy --';

export const USAGE = `Puts the contracts of a network file on Ethereum, in three steps, and makes
validators' keys before:

${COMMAND} key    --key-file FILE --account ADDRESS
${COMMAND} plan   --rpc URL --network FILE [--key-file FILE] [--again]
${COMMAND} prove  --network FILE --key-file FILE
${COMMAND} deploy --rpc URL --network FILE [--key-file FILE] [options]

key makes the keys of a founding validator, and says what the network file has to hold of them.
plan writes the addresses that the contracts will have into the network file, by prove each founding
validator shows that it knows its key, and deploy creates the contracts.

  --rpc URL            an Ethereum endpoint; plan keeps it in the network file, which is public
  --network FILE       the network file
  --key-file FILE      of plan and deploy: the secret key of the account that creates the contracts,
                       0x and 64 digits; without it WEFT_DEPLOYER_KEY is read
                       of key and prove: the file with the keys of a founding validator
  --account ADDRESS    of key: the validator's account, which may burn its founding stake
  --again              plan over contracts that the file names; it is kept beside, as it was

Options of deploy, which hold for ever:
  --silence SECONDS    30 days: without a checkpoint the chain may be declared dead
  --grace SECONDS      7 days: from then until it may be sealed
  --window SECONDS     7 days: how long an exit from the Vault can be challenged
  --bond ETHER         0.1: of an exit, and of a challenge

contracts/README.md tells the whole way under "Deployment".`;

/** A slip of the command line: nothing was done yet. */
export function usageError(problem: string): WeftError {
  return new WeftError('deploy/usage', `${problem}\n${COMMAND} --help shows what there is.`);
}
