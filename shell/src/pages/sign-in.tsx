import type { GetServerSideProps } from 'next';
import { SignInForm } from '../components/sign-in-form.tsx';
import type { PageProps } from '../page.ts';
import { getEntrancePageProps } from '../server/get-entrance-page-props.ts';

export default function SignInPage({ page }: PageProps) {
  return <SignInForm page={page} />;
}

export const getServerSideProps: GetServerSideProps<PageProps> = (context) =>
  getEntrancePageProps(context, { form: 'sign-in', title: 'Sign in' });
