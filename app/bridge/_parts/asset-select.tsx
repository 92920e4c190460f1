import { useState } from 'react';
import type { Asset } from '../../../lib/client/bridge/assets.ts';
import type { EthereumClient } from '../../../lib/client/bridge/ethereum-client.ts';
import { readToken } from '../../../lib/client/bridge/read-token.ts';
import type { Address, ErrorObject } from '../../../lib/client/types.ts';
import { bridgeMessages } from '../../../lib/ui/bridge-messages.ts';
import { Button } from '../../../lib/ui/button.tsx';
import { ErrorNotice } from '../../../lib/ui/error-notice.tsx';
import { Field } from '../../../lib/ui/field.tsx';
import { shortHex } from '../../../lib/ui/format/short-hex.ts';
import { messages } from '../../../lib/ui/messages.ts';
import { Notice } from '../../../lib/ui/notice.tsx';
import { problemFrom } from '../../../lib/ui/problem.ts';
import { recipientFromText } from '../../../lib/ui/recipient-from-text.ts';
import { Spinner } from '../../../lib/ui/spinner.tsx';

const words = bridgeMessages.bridge;
export const OTHER_TOKEN = 'other';

/** Which asset: what the network lists first, then what the sidechain has met. */
export function AssetSelect({
  assets,
  chosen,
  isDisabled,
  onChoose,
}: {
  assets: readonly Asset[];
  chosen: Address | typeof OTHER_TOKEN;
  isDisabled: boolean;
  onChoose(token: Address | typeof OTHER_TOKEN): void;
}) {
  return (
    <select
      aria-label={words.asset}
      value={chosen}
      disabled={isDisabled}
      onChange={(event) => onChoose(event.target.value as Address)}
      className="h-10 max-w-40 flex-none rounded-full border border-hairline-strong bg-cloth-raised px-3 font-strong hover:border-outline max-desk:h-11"
    >
      {assets.map(({ token, symbol, isListed }) => (
        <option key={token} value={token}>
          {isListed && symbol ? symbol : `${symbol} ${shortHex(token)}`}
        </option>
      ))}
      <option value={OTHER_TOKEN}>{words.otherToken}</option>
    </select>
  );
}

/** Asks for the contract of a token that nobody here knows. */
export function OtherToken({
  client,
  onFound,
}: {
  client: EthereumClient;
  onFound(asset: Asset): void;
}) {
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string>();
  const [error, setError] = useState<ErrorObject>();
  const [isReading, setReading] = useState(false);

  async function find(): Promise<void> {
    const input = recipientFromText(text);
    setError(undefined);
    setProblem(input.problem && messages.wallet.problems[input.problem]);
    if (input.problem !== undefined) return;
    setReading(true);
    try {
      const token = input.address.toLowerCase() as Address;
      onFound({ ...(await readToken(client, token)), isListed: false });
    } catch (thrown) {
      setError(problemFrom(thrown));
    }
    setReading(false);
  }

  return (
    <div className="grid gap-3">
      <Field
        label={words.tokenAddress}
        name="token"
        value={text}
        onChange={(event) => setText(event.target.value)}
        placeholder={messages.wallet.toHint}
        autoComplete="off"
        spellCheck={false}
        problem={problem}
        after={
          <Button size="small" disabled={isReading} onClick={() => void find()}>
            {isReading && <Spinner />}
            {isReading ? words.tokenReading : words.otherToken}
          </Button>
        }
      />
      {error && <ErrorNotice error={error} kind="care" />}
    </div>
  );
}

/** For every token that the network does not list. */
export function UnlistedNotice({ token }: { token: Address }) {
  return (
    <Notice kind="care" title={words.unlisted}>
      {words.unlistedWords(token)}
    </Notice>
  );
}
