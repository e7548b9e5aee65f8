import type { GetServerSideProps } from 'next';
import { RegisterForm } from '../components/register-form.tsx';
import type { PageProps } from '../page.ts';
import { getEntrancePageProps } from '../server/get-entrance-page-props.ts';

export default function RegisterPage({ page }: PageProps) {
  return <RegisterForm page={page} />;
}

export const getServerSideProps: GetServerSideProps<PageProps> = (context) =>
  getEntrancePageProps(context, { form: 'register', title: 'Open an account' });
