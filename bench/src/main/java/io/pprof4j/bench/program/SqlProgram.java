// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.bench.program;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;

/** H2 in memory: rows in by prepared statements, a join, two aggregates, lookups by index, rows out. */
final class SqlProgram implements Program {
    private static final int CUSTOMERS = 50;
    private static final int ORDERS = 300;
    private static final int LOOKUPS = 100;

    private final Connection connection;

    SqlProgram() throws SQLException {
        connection = DriverManager.getConnection("jdbc:h2:mem:bench");
        try (Statement statement = connection.createStatement()) {
            statement.execute("create table customer (id int primary key, name varchar(40), city varchar(20))");
            statement.execute("create table orders (id int primary key, customer int, product varchar(40), cents int)");
            statement.execute("create index orders_customer on orders (customer)");
        }
        connection.setAutoCommit(false);
    }

    @Override
    public long operation() throws SQLException {
        Random random = new Random(11);
        insertCustomers();
        insertOrders(random);
        connection.commit();
        long sum = sum("select c.city, count(*), sum(o.cents) from customer c join orders o on o.customer = c.id"
                + " where o.cents > 500 group by c.city order by c.city");
        sum = 31 * sum + sum("select product, max(cents), min(cents) from orders group by product order by product");
        sum = 31 * sum + lookups(random);
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("delete from orders");
            statement.executeUpdate("delete from customer");
        }
        connection.commit();
        return sum;
    }

    private void insertCustomers() throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into customer values (?, ?, ?)")) {
            for (int i = 0; i < CUSTOMERS; i++) {
                insert.setInt(1, i);
                insert.setString(2, "customer " + i);
                insert.setString(3, "city " + i % 7);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private void insertOrders(Random random) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into orders values (?, ?, ?, ?)")) {
            for (int i = 0; i < ORDERS; i++) {
                insert.setInt(1, i);
                insert.setInt(2, random.nextInt(CUSTOMERS));
                insert.setString(3, "product " + random.nextInt(40));
                insert.setInt(4, random.nextInt(10_000));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private long sum(String query) throws SQLException {
        long sum = 0;
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                sum = 31 * sum + rows.getString(1).hashCode() + rows.getLong(2) + rows.getLong(3);
            }
        }
        return sum;
    }

    private long lookups(Random random) throws SQLException {
        long sum = 0;
        try (PreparedStatement select =
                connection.prepareStatement("select product, cents from orders where customer = ? and cents < ?")) {
            for (int i = 0; i < LOOKUPS; i++) {
                select.setInt(1, random.nextInt(CUSTOMERS));
                select.setInt(2, 5_000);
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        sum += rows.getString(1).hashCode() ^ rows.getInt(2);
                    }
                }
            }
        }
        return sum;
    }

    @Override
    public long expected() {
        return 3_285_618_090_195_816_357L;
    }
}
