import type { DragEvent } from 'react';
import { Button } from '../../../lib/ui/button.tsx';
import { buttonStyle } from '../../../lib/ui/button-style.ts';
import { Card } from '../../../lib/ui/card.tsx';
import { links } from '../../../lib/ui/links.ts';
import { rescueMessages } from '../../../lib/ui/rescue-messages.ts';
import type { RescueState } from './use-rescue.ts';

const words = rescueMessages.file;

/** The file, chosen or dropped; it is read here and goes nowhere. */
export function FileCard({ state: { file, open, closeFile } }: { state: RescueState }) {
  if (file) {
    const { coin, transfers } = file;
    return (
      <Card
        title={words.title}
        aside={
          <Button size="small" onClick={closeFile}>
            {words.other}
          </Button>
        }
      >
        <p>
          <b>{words.coin(coin.slot)}</b>, {words.transfers(transfers.length)}
        </p>
      </Card>
    );
  }
  const take = (files: FileList | null) => {
    const [chosen] = files ?? [];
    if (chosen) open(chosen);
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    take(event.dataTransfer.files);
  };
  return (
    <Card title={words.title}>
      <p className="mb-4 text-sm text-ink-2">
        {words.lead}{' '}
        <a href={links.bridge} className="link">
          {words.bridge}
        </a>
      </p>
      <label
        onDragOver={(event) => event.preventDefault()}
        onDrop={onDrop}
        className="flex flex-wrap items-center gap-3 rounded-field border border-dashed border-hairline-strong p-5 focus-within:outline-2"
      >
        <span className={buttonStyle({ kind: 'primary' })}>{words.choose}</span>
        <input
          type="file"
          accept="application/json,.json"
          className="sr-only"
          onChange={(event) => take(event.target.files)}
        />
        <span className="text-sm text-ink-2">{words.drop}</span>
      </label>
    </Card>
  );
}
