CREATE TABLE half (id int);
CREATE TABLE half (id int);
