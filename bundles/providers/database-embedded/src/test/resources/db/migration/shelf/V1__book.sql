CREATE TABLE book (title text PRIMARY KEY);
