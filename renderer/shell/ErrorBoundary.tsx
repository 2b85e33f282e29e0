/** A screen that fails to draw says so in its place; the rest of the page goes on. A new address tries again. */
import { Component, type ReactNode } from 'react';
import { Failed } from '../parts/states.tsx';

interface Props {
  /** A change of this clears the failure. */
  readonly resetKey: string;
  readonly children: ReactNode;
}

export class ErrorBoundary extends Component<Props, { readonly error: unknown; readonly failed: boolean }> {
  override state = { error: null, failed: false };

  static getDerivedStateFromError(error: unknown) {
    return { error, failed: true };
  }

  override componentDidUpdate({ resetKey }: Props): void {
    if (this.state.failed && resetKey !== this.props.resetKey) this.setState({ error: null, failed: false });
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <div style={{ padding: '16px 24px' }}>
        <Failed
          what="This screen could not be drawn"
          error={this.state.error}
          still="The workspace is untouched."
          onRetry={() => this.setState({ error: null, failed: false })}
        />
      </div>
    );
  }
}
