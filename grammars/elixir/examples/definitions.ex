defmodule Shop.Billing do
# - namespace Shop.Billing
  @moduledoc """
  Bills, for #{inspect(__MODULE__)}.
  # - call inspect from Shop.Billing
  """

  use GenServer, restart: :temporary
  # - import GenServer * _
  import Ecto.Query, only: [from: 2]
  # - import Ecto.Query * _
  alias Shop.{Order, Line.Row}
  # - import Shop Order Order
  # - import Shop.Line Row Row
  alias Shop.Repo, as: Store
  # - import Shop Repo Store
  alias Shop.Clock
  # - import Shop Clock Clock
  require Logger
  # - import Logger _ Logger

  @timeout minutes(5)
  # - call minutes from Shop.Billing
  @type t :: %__MODULE__{id: integer()}
  @spec total([t], keyword()) :: {:ok, number()} | :error

  defstruct [:id, lines: []]

  @doc "The total."
  def total(orders, opts \\ [])
  # - function Shop.Billing.total

  def total([], _opts), do: {:ok, 0}
  # - function Shop.Billing.total~2

  def total(orders, opts) when is_list(orders) do
  # - function Shop.Billing.total~3
  # - call is_list from Shop.Billing.total~3
    sum = fn order -> price(order) + tax() end
    # - function Shop.Billing.total.sum inside
    # - call price from Shop.Billing.total.sum
    # - call tax from Shop.Billing.total.sum
    orders |> Enum.map(sum) |> Enum.sum()
    # - call Enum.map from Shop.Billing.total~3
    # - call Enum.sum from Shop.Billing.total~3
    sum.(1)
    # - call ? sum. from Shop.Billing.total~3
    Logger.info("total #{show(orders)} of", opts)
    # - call Logger.info from Shop.Billing.total~3
    # - call show from Shop.Billing.total~3

    case Store.get(orders) do
    # - call Store.get from Shop.Billing.total~3
      {:ok, found} when found > 1 -> found.lines.all()
      # - call found.lines.all from Shop.Billing.total~3
      _ -> raise ArgumentError, "none"
      # - call raise from Shop.Billing.total~3
    end

    with {:ok, a} <- fetch(opts), do: finish(a)
    # - call fetch from Shop.Billing.total~3
    # - call finish from Shop.Billing.total~3
    if a.ready?, do: go(), else: stop(-1)
    # - call go from Shop.Billing.total~3
    # - call stop from Shop.Billing.total~3
    for x <- opts, into: %{}, do: {x, one(x)}
    # - call one from Shop.Billing.total~3
    log "a", :erlang.now()
    # - call log from Shop.Billing.total~3
    # - call erlang.now from Shop.Billing.total~3
    :erlang.apply(a, :total, [opts])
    # - call ? apply from Shop.Billing.total~3
  rescue
    error -> reraise(error, __STACKTRACE__)
    # - call reraise from Shop.Billing.total~3
  end

  defp hidden, do: 1
  # - function Shop.Billing.hidden

  defguard is_small(value) when value < 10
  # - macro Shop.Billing.is_small

  defmacro traced(expr) do
  # - macro Shop.Billing.traced
    quote do
      trace(unquote(expr))
      # - call trace from Shop.Billing.traced
      def generated(a), do: a
      # - function Shop.Billing.traced.generated inside
    end
  end

  def left <~> right, do: merge(left, right)
  # - call merge from Shop.Billing

  def unquote(:dynamic)(x), do: x
  # - call ? unquote(:dynamic) from Shop.Billing

  def valid?(%{id: id} = order), do: check!(id, order)
  # - function Shop.Billing.valid?
  # - call check! from Shop.Billing.valid?

  defdelegate close(order), to: Order
  # - function Shop.Billing.close

  defmodule Inner do
  # - namespace Shop.Billing.Inner
    def run(), do: nil
    # - function Shop.Billing.Inner.run
  end

  defimpl String.Chars do
    def to_string(bill), do: bill.id
    # - method Shop.Billing.String.Chars.to_string
  end

  @impl true
  def init(state) do
  # - function Shop.Billing.init
    {:ok, state}
  end
end

defprotocol Shop.Size do
# - trait Shop.Size
  @doc "How many."
  def size(data)
  # - method Shop.Size.size
end

defimpl Shop.Size, for: Shop.Order do
  def size(order), do: length(order.lines)
  # - method Shop.Order.size
  # - call length from Shop.Order.size
end

defimpl Shop.Size, for: [Map, List] do
  def size(data), do: Enum.count(data)
  # - method Shop.Size.size~2
  # - call Enum.count from Shop.Size.size~2
end
