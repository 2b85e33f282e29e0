/** Products that are sold at another margin than the rest. */
import { Choose } from '../../../parts/Choose.tsx';
import { useCall } from '../../../transport/calls.ts';

interface AddMarginProps {
  readonly named: readonly string[];
  readonly onAdd: (family: string) => void;
}

export function AddMargin({ named, onAdd }: AddMarginProps) {
  const { data = [] } = useCall('dimension.values', { dim: 'family', limit: 100 });
  const families = data.flatMap(({ value }) => (value === null || named.includes(value) ? [] : [value]));
  if (families.length === 0) return null;
  return (
    <Choose
      name="Product family"
      choices={families.map((family) => ({ value: family, label: family }))}
      onChoose={onAdd}
    >
      <button type="button" className="link">
        Add the margin of a product family
      </button>
    </Choose>
  );
}
