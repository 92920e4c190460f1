import { NodePage } from './_parts/node-page.tsx';

export default function Page() {
  return <NodePage />;
}
