package org.lvsh.shell.view;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.model.Connection;
import org.lvsh.language.ast.Statement.WatchSubject;
import org.lvsh.shell.watch.Change;
import org.lvsh.shell.watch.Query;
import org.lvsh.shell.watch.Reading;
import org.lvsh.shell.watch.Shop;

class WatchJsonViewTest {

  @Test
  void everyChangeIsALineOfJson() throws IOException {
    List<Line> lines = new ArrayList<>();
    lines.addAll(
        changes(
            WatchSubject.SERVICE,
            "shop",
            Shop.template("203.0.113.7", "192.168.1.2", 500),
            Shop.template("203.0.113.8", "192.168.1.2", 500)));
    lines.addAll(
        changes(
            WatchSubject.CONNECTIONS,
            "dns",
            Shop.dns("203.0.113.7", 4_000, 300),
            Shop.dns("203.0.113.8", 4_000, 300)));
    for (Line line : lines) {
      assertTrue(JsonParser.parseString(line.text()).isJsonObject(), line.text());
    }
    Golden.check("changes-as-lines-of-json.json", Golden.text(lines));
  }

  private static List<Line> changes(
      WatchSubject subject, String service, Connection before, Connection after) {
    Shop shop = new Shop(100);
    Query query = Query.of(subject, Optional.of(service), Optional.empty());
    Reading first = shop.read(query, before);
    WatchJsonView view = new WatchJsonView();
    List<Line> lines = new ArrayList<>();
    Change.first(subject, first).forEach(change -> lines.add(view.line(change)));
    Change.between(subject, first, shop.read(query, after))
        .forEach(change -> lines.add(view.line(change)));
    return lines;
  }
}
