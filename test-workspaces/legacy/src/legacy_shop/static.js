var Shop = Shop || {};

Shop.init = function () {
  var buttons = document.querySelectorAll(".buy");
  for (var i = 0; i < buttons.length; i++) {
    buttons[i].addEventListener("click", function (event) {
      Shop.buy(event.target.getAttribute("data-sku"));
    });
  }
};

Shop.buy = function (sku) {
  $.post("/cart", { sku: sku }, function () {
    alert("Thank you!");
  });
};

(function () {
  Shop.init();
})();
