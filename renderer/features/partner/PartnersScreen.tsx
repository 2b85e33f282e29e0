/** The partners: all of them as a roster, or one on a page. */
import { useAddress } from '../../shell/location.ts';
import { PartnerList } from './PartnerList.tsx';
import { PartnerPage } from './PartnerPage.tsx';

export default function PartnersScreen() {
  const { item } = useAddress();
  return item === null ? <PartnerList /> : <PartnerPage key={item} id={item} />;
}
