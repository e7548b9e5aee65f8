export const greet = (name: string) => `<p class="dashboard-hello">Hello ${name}</p>`;
