import type { ComponentProps, FormEvent, KeyboardEvent } from 'react';

/** Sent by its button, or by Control or Command and Enter wherever in it. */
export function ComposerForm({ onSend, ...rest }: ComponentProps<'form'> & { onSend: () => void }) {
  const send = (event: FormEvent | KeyboardEvent) => {
    event.preventDefault();
    onSend();
  };
  const sendOnKeys = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send(event);
  };
  return <form noValidate onSubmit={send} onKeyDown={sendOnKeys} {...rest} />;
}
