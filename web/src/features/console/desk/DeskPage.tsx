export default function DeskPage({ reference }: { reference: string }) {
  return <main>{reference}</main>;
}
