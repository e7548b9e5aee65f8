-- Once, when the volume is new: a database and an owner for each service that has one here.
\getenv product_password PRODUCT_DATABASE_PASSWORD
\getenv payment_password PAYMENT_DATABASE_PASSWORD
CREATE USER products PASSWORD :'product_password';
CREATE USER payments PASSWORD :'payment_password';
CREATE DATABASE products OWNER products;
CREATE DATABASE payments OWNER payments;
REVOKE CONNECT ON DATABASE products FROM PUBLIC;
REVOKE CONNECT ON DATABASE payments FROM PUBLIC;
