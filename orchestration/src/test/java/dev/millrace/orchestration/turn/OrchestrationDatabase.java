package dev.millrace.orchestration.turn;

import dev.millrace.retrieval.TestPostgres;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;

/** A database of its own with the repositories over it, which can be away for a while. */
public final class OrchestrationDatabase implements AutoCloseable {
  private static final String PROPERTY = "test.orchestration-database";

  /** The pool, and whether it gives connections to repositories. */
  static final class Pool {
    final DataSource direct = TestPostgres.freshDatabase();
    volatile boolean away;

    DataSource switched() {
      return (DataSource)
          Proxy.newProxyInstance(
              Pool.class.getClassLoader(), new Class<?>[] {DataSource.class}, this::call);
    }

    private Object call(Object proxy, Method method, Object[] arguments) throws Throwable {
      if (away && method.getName().equals("getConnection")) {
        throw new SQLException("the database is away", "08001");
      }
      try {
        return method.invoke(direct, arguments);
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
    }
  }

  /** Of no other context, whatever has these tests on its class path. */
  @Factory
  @Requires(property = PROPERTY)
  static final class Beans {
    @Singleton
    Pool pool() {
      return new Pool();
    }

    /** As repositories see it: Micronaut Data puts a proxy in its place. */
    @Singleton
    @Named("default")
    DataSource dataSource(Pool pool) {
      return pool.switched();
    }
  }

  private final ApplicationContext context =
      ApplicationContext.builder()
          .properties(Map.of("datasources.default.dialect", "POSTGRES", PROPERTY, "true"))
          .deduceEnvironment(false)
          .start();

  /** The tables, or whatever else is over this database. */
  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /** Connections that are always there. */
  public DataSource dataSource() {
    return bean(Pool.class).direct;
  }

  /** Refuses connections to repositories, or no longer does. */
  public void away(boolean away) {
    bean(Pool.class).away = away;
  }

  @Override
  public void close() {
    context.close();
  }
}
