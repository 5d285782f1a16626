// ImGui's table with the kit's hand: columns, sorting, the clipper, keys and scrolling are ImGui's; every
// text is drawn by the kit, so that Arabic is right in a cell too, and every item that can be used is
// recorded as a node, so that the desk isn't blind to tests, to the player and to the voice. The only file in
// ui/desk that calls an ImGui item. Lives for one frame; rectangles are px on the screen, not mirrored.
#pragma once
#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "ui/kit/frame.h"

namespace wv::ui {

struct TableColumn {
  std::string id, label;  // the id is the node's, "queue.sort.day"
  float width_px = 0;     // of its words; 0: what the others leave
  bool sortable = true;
};

struct TableSort {
  std::size_t column = 0;
  bool descending = false;
};

class Table {
 public:
  // `rect` as the kit's pages measure it; right to left the first column stands on the right. `sorted`: how
  // the rows come; `lines`: the most of them in a cell.
  Table(Frame& frame, std::string_view id, const Rect& rect, std::span<const TableColumn> columns,
        const TableSort& sorted, int lines = 1);
  ~Table();
  Table(const Table&) = delete;
  Table& operator=(const Table&) = delete;

  // What somebody asked for since the last frame, by touching a heading.
  [[nodiscard]] std::optional<TableSort> sort_chosen() const { return chosen_; }
  // Calls `row` for those that can be seen, however many there are.
  void rows(std::size_t count, const std::function<void(std::size_t)>& row);

  // Within `row`, in the order of the columns.
  void begin_row(std::string_view id, std::string_view spoken);
  // `under`: on a line of its own, for what has no column here; left out where it has no room.
  void cell(std::string_view text, const Words& look = {}, std::string_view under = {});
  bool cell_button(std::string_view id, std::string_view label, std::string_view spoken);
  void empty_cell() { ++column_; }

 private:
  void headings();
  [[nodiscard]] std::size_t place_of(std::size_t column) const;  // among ImGui's columns
  [[nodiscard]] Rect enter(std::size_t column);
  void draw_bar(float from, float seen);
  void draw(const Rect& cell, std::string_view text, const Words& look);
  Node& record(std::string_view id, NodeRole role, std::string_view name, const Rect& rect);

  Frame& f_;
  std::string id_;
  std::span<const TableColumn> columns_;
  TableSort sorted_;
  std::optional<TableSort> chosen_;
  Rect bar_at_left_;                         // nothing from left to right, where ImGui draws its own
  Rect inner_;                               // of the rows, between the headings and the foot
  float row_px_ = 0, pad_px_ = 0, top_ = 0;  // top_: of the row that is being built
  std::size_t column_ = 0;
  bool open_ = false;
};

}  // namespace wv::ui
