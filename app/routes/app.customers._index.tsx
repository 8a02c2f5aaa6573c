// Finding one customer among all.
import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { TitleBar } from "@shopify/app-bridge-react";
import { Box, Card, Page } from "@shopify/polaris";
import { readPaging } from "#app/body.ts";
import { CustomerTable } from "#app/components/customers/customer-table.tsx";
import { KeyPages } from "#app/components/key-pages.tsx";
import { SearchField } from "#app/components/search-field.tsx";
import { merchant } from "#app/merchant.server.ts";
import { requireFound } from "#app/require.ts";
import { searchCustomers } from "#app/segments/search-rows.server.ts";
import { readShop } from "#app/shops/rows.server.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  const { world, shop } = await merchant(request);
  const { currency, timeZone } = requireFound(await readShop(world, shop));
  return json({ page: await searchCustomers(world, shop, readPaging(request)), currency, timeZone });
}

export default function Customers() {
  const { page, currency, timeZone } = useLoaderData<typeof loader>();
  return (
    <Page title="Customers" fullWidth>
      <TitleBar title="Customers" />
      <Card padding="0">
        <Box padding="300">
          <SearchField label="Search customers" placeholder="Search by email, phone or name" />
        </Box>
        <CustomerTable lines={page.lines} currency={currency} timeZone={timeZone} />
        <Box padding="300">
          <KeyPages next={page.next} label="Pages of customers" />
        </Box>
      </Card>
    </Page>
  );
}
