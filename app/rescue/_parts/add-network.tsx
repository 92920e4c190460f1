import { type FormEvent, useId, useState } from 'react';
import { Button } from '../../../lib/ui/button.tsx';
import { Notice } from '../../../lib/ui/notice.tsx';
import { rescueMessages } from '../../../lib/ui/rescue-messages.ts';
import type { RescueState } from './use-rescue.ts';

const words = rescueMessages.wallet;

/** The way to a network that the wallet does not know, by an endpoint that the person names. */
export function AddNetwork({
  chainId,
  state: { isBusy, addNetwork },
}: {
  chainId: bigint;
  state: RescueState;
}) {
  const [url, setUrl] = useState('');
  const id = useId();
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    addNetwork(url);
  };
  return (
    <form onSubmit={onSubmit} className="mt-4 grid gap-3">
      <Notice kind="care" title={words.add(chainId)}>
        {words.addLead(chainId)}
      </Notice>
      <label htmlFor={id} className="text-sm font-medium text-ink-2">
        {words.endpoint}
      </label>
      <div className="flex flex-wrap items-center gap-2">
        <input
          id={id}
          type="url"
          required
          value={url}
          onChange={(event) => setUrl(event.target.value)}
          placeholder={words.endpointHint}
          autoComplete="off"
          spellCheck={false}
          className="h-12 min-w-0 flex-[1_1_260px] rounded-field border border-outline bg-cloth-top px-3.5"
        />
        <Button type="submit" disabled={isBusy}>
          {words.add(chainId)}
        </Button>
      </div>
    </form>
  );
}
