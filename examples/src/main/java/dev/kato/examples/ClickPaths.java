package dev.kato.examples;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Click paths through a web shop, generated: visitors have one of a few goals, take the steps that
 * the goal needs in its usual order, and now and then take a detour, repeat a step or leave one
 * out. What comes next therefore depends on more than the last click. Nothing here is recorded from
 * real people.
 */
final class ClickPaths {

  private static final List<List<String>> GOALS =
      List.of(
          List.of("home", "search", "product", "reviews", "cart", "checkout", "pay", "thanks"),
          List.of("home", "account", "orders", "reorder", "cart", "checkout", "pay", "thanks"),
          List.of("ad", "product", "size-guide", "product", "cart", "checkout", "pay", "thanks"),
          List.of("ad", "product", "reviews", "compare", "product", "wish-list", "leave"),
          List.of("home", "account", "orders", "return", "label", "help", "leave"),
          List.of("newsletter", "sale", "product", "cart", "voucher", "checkout", "pay", "thanks"),
          List.of("newsletter", "sale", "product", "sale", "product", "leave"),
          List.of("search", "product", "shipping", "help", "chat", "product", "cart", "leave"));

  private static final List<String> DETOURS = List.of("home", "help", "search", "account", "terms");

  private final Random random;

  ClickPaths(long seed) {
    random = new Random(seed);
  }

  List<List<String>> take(int count) {
    List<List<String>> paths = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      paths.add(path());
    }
    return paths;
  }

  private List<String> path() {
    // Earlier goals are more common than later ones.
    int goal = Math.min(random.nextInt(GOALS.size()), random.nextInt(GOALS.size()));
    List<String> path = new ArrayList<>();
    for (String step : GOALS.get(goal)) {
      int chance = random.nextInt(100);
      if (chance < 10) {
        path.add(DETOURS.get(random.nextInt(DETOURS.size())));
      } else if (chance < 15 && !path.isEmpty()) {
        path.add(step);
      } else if (chance < 20 && path.size() > 1) {
        continue;
      }
      path.add(step);
    }
    return path;
  }
}
